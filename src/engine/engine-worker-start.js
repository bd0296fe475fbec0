// A worker thread does not inherit the TypeScript loader of its program: this file, which needs none, brings it along.
import { register } from 'tsx/esm/api';

register();
await import('./engine-worker.ts');
