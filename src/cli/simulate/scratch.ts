import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where data is kept that nobody keeps: it need not reach a disk, where there is memory enough for it. */
export function scratch(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 4 * 2 ** 30 ? memory : tmpdir();
}
