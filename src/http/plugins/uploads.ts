import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';

/** Files of one deployment. */
export const MAX_RESOURCES = 50;

/** Takes multipart bodies within limits. @param resourceBytes - of one file */
export async function takeUploads(app: FastifyInstance, resourceBytes: number): Promise<void> {
  await app.register(multipart, {
    // the route says which file it was
    throwFileSizeLimit: false,
    limits: {
      fileSize: resourceBytes,
      files: MAX_RESOURCES + 1,
      fields: 10,
      fieldSize: 10_000,
      parts: MAX_RESOURCES + 11,
    },
  });
}
