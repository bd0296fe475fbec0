import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { deployResources } from '../../src/commands/process/deploy-resources.ts';
import type { Host } from '../../src/app.ts';
import type { Actor } from '../../src/domain/actor.ts';

/** Puts files live. */
export async function deployFiles({ engine, loop }: Host, actor: Actor, paths: readonly string[]): Promise<void> {
  const files = paths.map((path) => ({ name: basename(path), content: readFileSync(path, 'utf8') }));
  const compiled = await engine.compile(files);
  const checksums = Object.fromEntries(
    files.map(({ name, content }) => [name, createHash('sha256').update(content).digest('base64url')]),
  );
  await loop.submit(deployResources, { name: 'benchmark', files, checksums, compiled }, { actor });
}

/** Bytes in use in the SQLite file, with everything that was written. */
export async function storedBytes({ store }: Host): Promise<number> {
  await store.writer.raw('pragma wal_checkpoint(truncate)');
  const of = async (pragma: string): Promise<number> => {
    const [row] = (await store.writer.raw(`pragma ${pragma}`)) as readonly Record<string, number>[];
    return row?.[pragma] ?? 0;
  };
  return ((await of('page_count')) - (await of('freelist_count'))) * (await of('page_size'));
}
