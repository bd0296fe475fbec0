import { numberSeries } from '../../domain/appeal/appeal-tables.ts';
import { dayOf, yearOf } from '../../domain/day.ts';
import { directive, DIRECTIVE_SOURCES, type DirectiveSource } from '../../domain/directive/directive-tables.ts';
import { newDirective } from '../../domain/directive/new-directive.ts';
import { put, type Handler } from '../../domain/process/handler.ts';
import { text, unitByCode } from '../order-work.ts';

/**
 * Opens the draft of a directive that something else asks for (`DirectiveRequested` with `source`, `title`, `orderKeys`, `leadUnitKey`,
 * `coUnitKeys`); the command centre completes it.
 */
export const openDirective: Handler = {
  jobType: 'open-directive',
  run(input) {
    const { variables, tenantId, now } = input;
    const key = input.nextKey();
    const year = yearOf(dayOf(now));
    const id = `${tenantId}/ZL-draft/${year}`;
    const series = input.rows.find(numberSeries, id);
    const last = (series?.last ?? 0) + 1;
    const draftNo = `ZL-${year}-N${last}`;
    const asked = variables['source'];
    const leadUnitKey = numberOf(variables['leadUnitKey']) ?? unitByCode(input, 'response_office')?.key ?? 0;
    const coUnitKeys = numbersOf(variables['coUnitKeys']);
    return {
      variables: { directiveKey: key, draftNo, leadUnitKey, coUnitKeys, guideLeader: 'deputy_leader' },
      changes: [
        put(numberSeries, { revision: 0, ...series, id, last }),
        put(
          directive,
          newDirective({
            key,
            tenantId,
            draftNo,
            processInstanceKey: input.processInstanceKey,
            source: isSource(asked) ? asked : 'report',
            title: text(variables['title']) ?? '待拟',
            path: '',
            leadUnitKey,
            coUnitKeys,
            guideLeader: 'deputy_leader',
            orderKeys: numbersOf(variables['orderKeys'] ?? variables['orderKey']),
            limitDays: 30,
          }),
        ),
      ],
      events: [{ type: 'directive.requested', key, detail: { draftNo } }],
    };
  },
};

// helpers

function isSource(value: unknown): value is DirectiveSource {
  return typeof value === 'string' && Object.hasOwn(DIRECTIVE_SOURCES, value);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function numbersOf(value: unknown): readonly number[] {
  return (Array.isArray(value) ? value : [value]).filter((each): each is number => typeof each === 'number');
}
