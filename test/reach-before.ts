import { forgetReach } from './helpers/reach.ts';

/* Runs before the tests: what an earlier run came to does not count. */
forgetReach();
