import type { Static } from 'typebox';
import { previewAppeal } from '../../../commands/appeal/preview-appeal.ts';
import { plainPhone } from '../../../domain/appeal/appeal-draft.ts';
import { callerId, matterId } from '../../../domain/appeal/matter.ts';
import { findSensitiveWords } from '../../../domain/appeal/sensitive-words.ts';
import type { Access } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import * as shapes from '../../schemas/clusters.ts';
import { instantTextOrNull, keyOf, keyTextOrNull } from '../../schemas/common.ts';
import { showHeading } from '../../show-order.ts';

const ENTERING: Access = { scopes: ['appeals:write'], roles: ['registrar', 'response_office'] };
const TAG = 'Appeal';

/** What a registrar sees while an appeal is being entered; nothing is registered, and a telephone number goes no further than its keyed hash. */
export function appealLookupRoutes({ queries, submit, vault }: HttpDeps): readonly Route[] {
  return [
    route(
      'POST',
      '/api/appeals/similar',
      {
        access: ENTERING,
        tag: TAG,
        summary: 'Earlier appeals that this one may repeat 疑似重复',
        description: 'About the same matter, or by the same caller; the newest first, at most 20. No personal data.',
        body: shapes.SimilarQuestion,
        answer: shapes.Similar,
      },
      similar,
    ),
    route(
      'POST',
      '/api/appeals/preview',
      {
        access: ENTERING,
        tag: TAG,
        summary: 'What the tables would decide 判定预览',
        description: 'Danger (D10), acceptance (D01), repeats (D09), level and limit (D02), unit (D03), with the rows.',
        body: shapes.PreviewQuestion,
        answer: shapes.Preview,
      },
      preview,
    ),
  ];

  async function similar({ actor, body }: Ask<unknown, unknown, Static<typeof shapes.SimilarQuestion>>) {
    const { category, unitKey, objectKey, phone } = body;
    const about = { category, objectKey: objectKey ?? null, unitKey: unitKey === undefined ? null : keyOf(unitKey) };
    const found = await queries.clusters.similar(actor.tenantId, {
      matter: matterId(actor.tenantId, about),
      place: matterId(actor.tenantId, { ...about, objectKey: null }),
      caller: phone === undefined ? null : callerId(actor.tenantId, hashOf(phone)),
    });
    return {
      items: found.map(({ order, samePerson, sameMatter, possible, clusterKey }) => ({
        samePerson,
        sameMatter,
        possible,
        clusterKey: keyTextOrNull(clusterKey),
        objectKey: order.objectKey,
        order: showHeading(order),
      })),
    };
  }

  async function preview({ actor, body }: Ask<unknown, unknown, Static<typeof shapes.PreviewQuestion>>) {
    const { type, category, placeKind, unitKey, objectKey, facts, title, content, phone, screening } = body;
    const { dueAt, ...decided } = await submit(
      previewAppeal,
      {
        ...{ type, category },
        unitKey: unitKey === undefined ? null : keyOf(unitKey),
        objectKey: objectKey ?? null,
        phoneHash: phone === undefined ? null : hashOf(phone),
        screening: { complete: true, inDuty: true, inArea: true, ...screening },
        facts: {
          ...{ type, category, placeKind },
          keywords: findSensitiveWords(`${title ?? ''}\n${content ?? ''}`),
          crowd: facts?.crowd ?? 1,
          affected: facts?.affected ?? 1,
          departments: facts?.departments ?? 1,
          statutoryDays: facts?.statutoryDays ?? null,
          risk: facts?.risk ?? 'low',
          supplyCut: facts?.supplyCut ?? false,
        },
      },
      { actor },
    );
    return { ...decided, dueAt: instantTextOrNull(dueAt) };
  }

  function hashOf(phone: string): string {
    return vault.fingerprint(plainPhone(phone));
  }
}
