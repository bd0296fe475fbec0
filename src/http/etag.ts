import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Answers with an ETag, or with 304 and nothing when the caller has this version already.
 *
 * @param version - changes whenever the thing does: a checksum or a revision
 */
export function answerUnlessKnown(
  request: FastifyRequest,
  reply: FastifyReply,
  version: string | number,
  answer: () => unknown,
): unknown {
  const tag = `"${version}"`;
  void reply.header('etag', tag).header('cache-control', 'private, no-cache');
  if (request.headers['if-none-match'] !== tag) return answer();
  return reply.code(304).send();
}
