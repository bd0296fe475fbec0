import { handDownError } from '../../domain/hand-down/hand-down-errors.ts';
import { handDownCase, type ReviewMethod } from '../../domain/hand-down/hand-down-tables.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { handDownOf } from './hand-down-work.ts';
import { context, oneOfWords } from '../order-work.ts';

const METHODS: readonly ReviewMethod[] = ['three_elders', 'with_villagers', 'with_publication'];

/** Records the secretary's sign-off; nobody else signs a hand-down. @throws {@link DomainError} ERR_HAND_DOWN_ROLE */
export const signHandDown: Handler = {
  jobType: 'sign-hand-down',
  run(input) {
    const kase = handDownOf(input);
    const { actor } = input;
    if (actor.kind === 'person' && !actor.roles.includes('party_secretary'))
      throw handDownError('ERR_HAND_DOWN_ROLE', { rolesZh: '党委书记', roles: 'the party secretary' });
    const decision = oneOfWords('handDownSign', input.variables['handDownSign'], ['approve', 'refuse']);
    const method = oneOfWords('d11.method', context(input.variables['d11'])['method'], METHODS);
    if (decision === 'refuse') return {};
    return { changes: [put(handDownCase, { ...kase, method, signedBy: actor.id, signedAt: input.now })] };
  },
};
