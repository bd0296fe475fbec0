import { createCommitLoop, type CommitLoop } from '../../src/commands/commit-loop.ts';
import type { CommitLoopOptions } from '../../src/commands/commit/options.ts';
import { systemActor } from '../../src/domain/actor.ts';
import type { Command } from '../../src/domain/command.ts';
import { errorsOf } from '../../src/domain/errors.ts';
import { timer } from '../../src/domain/process/process-tables.ts';
import type { Storage } from '../../src/domain/storage-port.ts';
import type { RowOf } from '../../src/domain/table.ts';
import type { WorkingSet } from '../../src/domain/working-set.ts';

/** A commit loop without an engine, for commands that need none. Its log is quiet: tests look at answers. */
export async function startLoop(storage: Storage, options: Partial<CommitLoopOptions> = {}): Promise<CommitLoop> {
  const absent = (): never => {
    throw new Error('not part of this test');
  };
  const loop = createCommitLoop({
    storage,
    engine: { step: absent, slots: absent, learn: absent },
    expressions: { evaluate: absent },
    decisions: { evaluate: absent },
    definitions: { process: absent, load: absent },
    handlers: new Map(),
    functionsFor: () => ({}),
    clock: { now: () => 1_767_574_800_000 },
    log: { info() {}, warn() {}, error() {} },
    nodeId: 'node-1',
    ...options,
  });
  await loop.start();
  return loop;
}

export const actor = systemActor('test', 'yunxi');

/**
 * Accounts to move money between, kept in a table that is there anyway: the timer's `repetitionsLeft` is the balance and its
 * `processDefinitionKey` the branch, by which accounts are listed. Keys are far from those that the loop hands out.
 */
export type Account = RowOf<typeof timer>;
export const ACCOUNT = 1_000_000_000;

export function accountRow(key: number, balance: number, branch = 1): Account {
  const fixed = {
    revision: 0,
    tenantId: 'yunxi',
    processInstanceKey: null,
    elementInstanceKey: null,
    elementId: 'account',
  };
  return {
    key: ACCOUNT + key,
    ...fixed,
    processDefinitionKey: branch,
    dueAt: 0,
    repetitionsLeft: balance,
    interval: null,
    provisional: null,
  };
}

export const bankError = errorsOf({
  ERR_TOO_LITTLE: { category: 'conflict', zh: '余额不足', en: 'Expected {wanted}, but there is {found}.' },
});

/** Adds to an account, opening it when it is not there; refuses to go below zero. */
export const add: Command<{ readonly key: number; readonly amount: number }, number> = {
  type: 'add',
  decide({ rows, record }, { key, amount }) {
    const account = rows.find(timer, ACCOUNT + key) ?? accountRow(key, 0);
    const balance = account.repetitionsLeft + amount;
    // written before it is refused: the refusal must undo it
    rows.put(timer, { ...account, repetitionsLeft: balance });
    if (balance < 0) throw bankError('ERR_TOO_LITTLE', { wanted: -amount, found: account.repetitionsLeft });
    record({ type: 'account.changed', key: ACCOUNT + key, detail: { amount } });
    return balance;
  },
};

/** Moves an account to another branch. */
export const move: Command<{ readonly key: number; readonly branch: number }, boolean> = {
  type: 'move',
  decide({ rows, record }, { key, branch }) {
    const account = rows.find(timer, ACCOUNT + key);
    if (!account) return false;
    rows.put(timer, { ...account, processDefinitionKey: branch });
    record({ type: 'account.moved', key: ACCOUNT + key, detail: { branch } });
    return true;
  },
};

/** Closes a branch: its accounts go, what they held goes to another account. */
export const closeBranch: Command<{ readonly branch: number; readonly heir: number }, readonly number[]> = {
  type: 'close-branch',
  decide({ rows, record }, { branch, heir }) {
    const accounts = rows.list(timer, 'byDefinition', [branch]);
    for (const { key } of accounts) rows.remove(timer, key);
    const held = accounts.reduce((sum, { repetitionsLeft }) => sum + repetitionsLeft, 0);
    const account = rows.find(timer, ACCOUNT + heir) ?? accountRow(heir, 0);
    rows.put(timer, { ...account, repetitionsLeft: account.repetitionsLeft + held });
    record({ type: 'branch.closed', key: ACCOUNT + heir, detail: { branch } });
    return accounts.map(({ key }) => key);
  },
};

/** All accounts as they are stored, without revision: it tells how often a row was written, not what it says. */
export async function storedAccounts(
  storage: Storage,
  branches: readonly number[],
): Promise<readonly Omit<Account, 'revision'>[]> {
  const found = await storage.load(
    branches.map((branch) => ({ table: timer, index: 'byDefinition', values: [branch] })),
  );
  const accounts = (found.flat() as unknown as Account[]).map(({ revision: _revision, ...account }) => account);
  return accounts.sort((a, b) => a.key - b.key);
}

export function balanceOf(rows: WorkingSet, key: number): number | undefined {
  return rows.find(timer, ACCOUNT + key)?.repetitionsLeft;
}
