import type { Role, Scope } from '../actor.ts';
import { boolean, defineTable, integer, json, nullable, text } from '../table.ts';

/** Tables of who may ask: people with a password, their sessions, and programs with an API key. */

/**
 * A person who works here. `login` is unique on the whole host; `passwordHash` is `scrypt$<cost>$<salt>$<hash>`.
 * `unitKey` is the organisation unit the person acts for.
 */
export const account = defineTable({
  name: 'account',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    login: text,
    passwordHash: text,
    displayName: text,
    roles: json<readonly Role[]>(),
    unitKey: nullable(integer),
    active: boolean,
    createdAt: integer,
  },
  indexes: { byLogin: ['login'], byUnit: ['tenantId', 'unitKey'] },
});

/** A signed-in browser. `id` is the SHA-256 of the cookie's token, so that a stolen table opens nothing. */
export const session = defineTable({
  name: 'session',
  key: 'id',
  versioned: false,
  columns: {
    id: text,
    accountKey: integer,
    createdAt: integer,
    expiresAt: integer,
    /** The post in which the person acts; null: the main one. */
    postKey: nullable(integer),
  },
  indexes: { byAccount: ['accountKey'] },
});

/** A program's credential. `hash` is the SHA-256 of the token, `prefix` its first characters, to tell keys apart in a list. */
export const apiKey = defineTable({
  name: 'api_key',
  key: 'key',
  versioned: true,
  columns: {
    key: integer,
    revision: integer,
    tenantId: text,
    name: text,
    prefix: text,
    hash: text,
    scopes: json<readonly Scope[]>(),
    roles: json<readonly Role[]>(),
    unitKey: nullable(integer),
    createdAt: integer,
    createdBy: text,
    revokedAt: nullable(integer),
  },
  indexes: { byHash: ['hash'], byName: ['tenantId', 'name'] },
});

export const ACCOUNT_TABLES = [account, session, apiKey] as const;
