import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import { issueAccessCode } from '../commands/appeal/issue-access-code.ts';
import { systemActor, type Actor } from '../domain/actor.ts';
import type { WorkOrderFile } from '../domain/appeal/case-query-ports.ts';
import type { SubmitOptions } from '../domain/command.ts';
import { privacyError } from '../domain/privacy/privacy-errors.ts';
import type { Sealer } from '../domain/privacy/vault.ts';
import type { HttpDeps } from './deps.ts';
import type { Ask } from './route.ts';
import { ORDER_PARAMS } from './schemas/cases.ts';
import { Closed } from './schemas/common.ts';
import { createThrottle } from './throttle.ts';

const HOUR_MS = 3_600_000;
/** What one address may ask in an hour without an account. */
const ASKED_PER_HOUR = 300;
/** Times that a code may be tried for one order. */
const TRIED_PER_HOUR = 60;
/** 60 bits, without characters that look alike. */
const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 12;
const MOST_KEY_LENGTH = 200;

export const TOWNSHIP = Type.Object({ tenantId: Type.String({ minLength: 1, maxLength: 60 }) });
export const OWN_PARAMS = Type.Object({ ...TOWNSHIP.properties, ...ORDER_PARAMS.properties });
export const Code = Type.String({ pattern: '^[0-9A-Za-z -]{12,20}$', description: 'The code of the receipt' });
export const WithCode = Closed({ code: Code });
/** A request about somebody's own case. */
export type OwnAsk<B = unknown> = Ask<Static<typeof OWN_PARAMS>, unknown, B>;

/** Cases of people without an account, who prove themselves by the code of their receipt. */
export interface OwnCases {
  /** Counts one more request of this address. @throws {@link DomainError} ERR_TOO_MANY_REQUESTS */
  takeAsking(request: FastifyRequest): void;
  /**
   * The case of whoever holds its code. A wrong code and a wrong number look the same.
   *
   * @throws {@link DomainError} ERR_ACCESS_CODE, ERR_TOO_MANY_REQUESTS
   */
  find(ask: OwnAsk, code: string): Promise<WorkOrderFile>;
  /** A new code for an order, as people read it; the one before stops to work. */
  issue(actor: Actor, orderNo: string): Promise<string>;
  /** What is said about a report of wrongdoing has a key of its own. */
  sealerOf(file: WorkOrderFile): Sealer;
  /** For a change that is done once under its Idempotency-Key. @param asked - what is compared, by keyed hash */
  once(request: FastifyRequest, tenantId: string, asked: unknown): SubmitOptions;
}

export function createOwnCases({ vault, submit, clock, queries }: HttpDeps): OwnCases {
  const takeAddress = createThrottle(clock, ASKED_PER_HOUR, HOUR_MS);
  const takeTry = createThrottle(clock, TRIED_PER_HOUR, HOUR_MS);
  const takeAsking = ({ ip }: FastifyRequest) => takeAddress(ip);
  return {
    takeAsking,
    async find({ params: { tenantId, orderNo }, request }, code) {
      takeAsking(request);
      takeTry(`${tenantId}/${orderNo}`);
      const hash = await queries.evidence.codeHash(tenantId, orderNo);
      const file =
        hash === hashOf(orderNo, code) ? await queries.workOrders.find(citizen(tenantId), orderNo) : undefined;
      if (file) return file;
      throw privacyError('ERR_ACCESS_CODE');
    },
    async issue(actor, orderNo) {
      const code = [...randomBytes(CODE_LENGTH)].map((byte) => CODE_ALPHABET[byte % 32]).join('');
      await submit(issueAccessCode, { orderNo, codeHash: hashOf(orderNo, code) }, { actor });
      return code.replace(/(.{4})(?=.)/g, '$1-');
    },
    sealerOf: ({ appeal }) => (appeal.type === 'report' ? vault.reports : vault),
    once({ headers, url }, tenantId, asked) {
      const key = headers['idempotency-key'];
      const actor = citizen(tenantId);
      if (typeof key !== 'string' || key === '' || key.length > MOST_KEY_LENGTH) return { actor };
      return { actor, idempotencyKey: `${url} ${key}`, request: vault.fingerprint(JSON.stringify(asked ?? null)) };
    },
  };

  /** As people type it: small letters, blanks and hyphens do not matter. */
  function hashOf(orderNo: string, code: string): string {
    return vault.fingerprint(`code/${orderNo}/${code.replaceAll(/[ -]/g, '').toUpperCase()}`);
  }
}

/** Whoever asks has been found out by the code. */
export function citizen(tenantId: string): Actor {
  return systemActor('citizen', tenantId);
}
