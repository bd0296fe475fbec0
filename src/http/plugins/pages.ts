import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Where the API lives: what is not there is an error, never a page. */
const API_PATHS = /^\/(api|v2|docs|open311|metrics|healthz|readyz|openapi\.json)(\/|$|\?)/;
export const ASSETS_PATH = '/assets/';
const A_YEAR = 31_536_000;

/**
 * Serves the built browser program from `directory`. Files that carry their hash in their name may be kept for ever; the page itself is asked
 * for each time. Every path that is no file and no API is the page: it knows its own addresses.
 *
 * @returns whether the directory holds a program
 */
export async function servePages(app: FastifyInstance, directory: string): Promise<boolean> {
  if (!existsSync(join(directory, 'index.html'))) return false;
  await app.register(fastifyStatic, {
    root: join(directory, 'assets'),
    prefix: ASSETS_PATH,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      const isPage = /index\.html(\.\w+)?$/.test(path);
      void reply.header('cache-control', isPage ? 'no-cache' : `public, max-age=${A_YEAR}, immutable`);
    },
    schemaHide: true,
  });
  return true;
}

/** Whether a request that no route answers is somebody opening a page. */
export function asksForPage({ method, url, headers }: FastifyRequest): boolean {
  return (
    (method === 'GET' || method === 'HEAD') && !API_PATHS.test(url) && String(headers.accept).includes('text/html')
  );
}

/** Answers with the page. */
export function sendPage(reply: FastifyReply, directory: string): FastifyReply {
  return reply.sendFile('index.html', directory);
}
