import { put, type Handler } from '../../domain/process/handler.ts';
import { fieldError } from '../../domain/whistle/whistle-analysis.ts';
import { stageError, toStage } from '../../domain/whistle/whistle-state.ts';
import { whistle, whistleUnit } from '../../domain/whistle/whistle-tables.ts';
import { WHISTLE_REASONS } from '../../domain/whistle/whistle-words.ts';
import { oneOfWords, setting } from '../order-work.ts';
import { calledUnits, toCalled, whistleOf } from './whistle-work.ts';

/**
 * The blower's summary. Another round keeps the units that came, while rounds and time are left; otherwise they are let go and rated.
 * What is not solved goes up with a reason.
 *
 * @throws {@link DomainError} ERR_WHISTLE_FIELD, ERR_WHISTLE_STAGE
 */
export const concludeWhistle: Handler = {
  jobType: 'conclude-whistle',
  run(input) {
    const row = whistleOf(input);
    const outcome = oneOfWords('whistleOutcome', input.variables['whistleOutcome'], [
      'solved',
      'partly_solved',
      'another_round',
      'unsolved',
    ]);
    const units = calledUnits(input, row);
    const present = units.filter(({ arrivedAt }) => arrivedAt !== null);
    const tracking = row.stage === 'tracking' ? row : toStage(row, 'tracking', input.now);
    if (outcome === 'another_round') {
      const rounds = setting(input, 'whistle_rounds');
      const isLate = row.dueAt !== null && input.now >= row.dueAt;
      if (isLate || present.length === 0 || row.round >= (typeof rounds === 'number' ? rounds : 2)) {
        throw stageError(row, {
          zh: '再处置一轮(轮次、时限已尽或无单位到场)',
          en: 'have another round: no round, time or unit is left',
        });
      }
      return {
        variables: { round: row.round + 1, presentKeys: present.map(({ unitKey }) => unitKey) },
        changes: [put(whistle, { ...tracking, round: row.round + 1 })],
      };
    }
    const { escalationReason } = input.variables;
    if (outcome === 'unsolved' && !Object.hasOwn(WHISTLE_REASONS, String(escalationReason))) {
      const words = Object.keys(WHISTLE_REASONS).join(' | ');
      throw fieldError('escalationReason', words, words, '空', 'none of them');
    }
    return {
      changes: [
        put(whistle, toStage(tracking, 'rating', input.now)),
        ...units.map((unit) => put(whistleUnit, { ...unit, releasedAt: input.now })),
      ],
      messages: present.map(({ unitKey }) => toCalled(row, 'whistle_released', unitKey)),
    };
  },
};
