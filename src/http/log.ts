import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * The log of the whole host: one JSON object a line, on standard output. It holds what happened to requests and duties, never what was in
 * them: no bodies, no query texts, no addresses, no credentials.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: [
      'req.headers',
      'headers',
      'body',
      'password',
      'token',
      '*.password',
      '*.token',
      '*.authorization',
      '*.cookie',
    ],
    serializers: { req: showRequest, res: showReply },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** The pattern of the path only: a path may hold keys, a query what somebody searched for. */
function showRequest(request: {
  readonly method: string;
  readonly routeOptions?: { readonly url?: string | undefined };
}) {
  return { method: request.method, route: request.routeOptions?.url };
}

function showReply(reply: { readonly statusCode: number }) {
  return { statusCode: reply.statusCode };
}
