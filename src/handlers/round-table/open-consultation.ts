import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { appeal } from '../../domain/appeal/appeal-tables.ts';
import { consultationError } from '../../domain/round-table/consultation-errors.ts';
import {
  consultation,
  consultationInvitee,
  INVITEE_KINDS,
  type ConsultationKind,
  type InviteeKind,
} from '../../domain/round-table/consultation-tables.ts';
import { put, type Handler, type HandlerInput } from '../../domain/process/handler.ts';
import { privacyError } from '../../domain/privacy/privacy-errors.ts';
import { consents, listOf, nextNumber, staffOf } from './consultation-work.ts';
import {
  context,
  isAccused,
  oneOfWords,
  orderOf,
  text,
  toAppellant,
  toStaff,
  unitByCode,
  type Order,
  type Unit,
} from '../order-work.ts';

const MINIMUM_KINDS = 3;
/** Kinds that stand for a unit of the organisation; the others are people. */
const UNIT_KINDS: readonly InviteeKind[] = ['department', 'township', 'village', 'property_company'];
const LABELS: Readonly<Record<InviteeKind, string>> = {
  appellant: '诉求人',
  respondent: '被诉人',
  department: '上级部门',
  township: '乡镇(街道)',
  village: '村(社区)',
  property_company: '物业',
  resident_unit: '驻街单位',
  representative: '代表委员',
  lawyer: '律师',
};

/**
 * Opens a consultation with those who are invited, and invites them. A round table needs the respondent, unless recusal or danger speak
 * against it; the respondent is invited only when the appellant agrees to be known, and never about a report of wrongdoing.
 *
 * @throws {@link DomainError} ERR_INVITEE_KINDS, ERR_RESPONDENT_MISSING, ERR_REPORT_CONFIDENTIAL, ERR_REPORT_ACCUSED, ERR_CONSENT_MISSING, ERR_UNIT_NOT_FOUND
 * @see Petition Regulation art. 30: what is reported never reaches the accused
 */
export const openConsultation: Handler = {
  jobType: 'open-consultation',
  run(input) {
    const order = orderOf(input);
    const plan = context(input.variables['consultation']);
    const kind = oneOfWords('consultation.kind', plan['kind'], ['round_table', 'party_mass']);
    const absence = text(plan['respondentAbsence']);
    const asked = listOf(plan['invitees']).map((entry) => readInvitee(input, entry));
    check(input, order, { kind, absence, kinds: new Set(asked.map((each) => each.kind)), asked });

    const { number, change } = nextNumber(input, 'HZ');
    const consultationKey = input.nextKey();
    const invitees = asked.map(({ kind: as, unit }) => {
      const key = input.nextKey();
      const groups = unit ? staffOf(unit.key) : ['response_office'];
      return { row: { key, kind: as, unitKey: unit?.key ?? null }, shown: showInvitee(key, as, unit), groups };
    });
    return {
      variables: {
        consultationKey,
        consultationKind: kind,
        consultation: null,
        sessions: 0,
        invitees: invitees.map(({ shown, row, groups }) => ({ ...shown, party: isParty(row.kind), groups })),
      },
      changes: [
        change,
        put(consultation, {
          key: consultationKey,
          revision: 0,
          tenantId: input.tenantId,
          consultationNo: number,
          orderKey: order.key,
          kind,
          convenor: input.actor.id,
          state: 'open',
          respondentAbsence:
            absence === null ? null : oneOfWords('consultation.respondentAbsence', absence, ['recusal', 'danger']),
          surveyedAt: null,
          sessions: 0,
          refusedBy: null,
          openedAt: input.now,
          closedAt: null,
        }),
        ...invitees.map(({ row }) =>
          put(consultationInvitee, {
            ...row,
            revision: 0,
            tenantId: input.tenantId,
            consultationKey,
            answer: null,
            answeredAt: null,
          }),
        ),
      ],
      messages: invitees.flatMap(({ row }) => {
        if (row.unitKey !== null) return [toStaff(order, 'consultation_invitation', row.unitKey)];
        return row.kind === 'appellant' ? [toAppellant(order, 'consultation_invitation')] : [];
      }),
      events: [{ type: 'consultation.opened', key: order.key, detail: { consultationNo: number, kind } }],
    };
  },
};

// helpers

interface Asked {
  readonly kind: InviteeKind;
  readonly unit: Unit | undefined;
}

function readInvitee(input: HandlerInput, entry: Readonly<Record<string, unknown>>): Asked {
  const kind = oneOfWords('consultation.invitees.kind', entry['kind'], INVITEE_KINDS);
  if (!UNIT_KINDS.includes(kind)) return { kind, unit: undefined };
  const code = text(entry['unitCode']) ?? '';
  const unit = unitByCode(input, code);
  if (!unit) throw appealError('ERR_UNIT_NOT_FOUND', { unit: code });
  return { kind, unit };
}

function check(
  input: HandlerInput,
  order: Order,
  plan: {
    readonly kind: ConsultationKind;
    readonly absence: string | null;
    readonly kinds: ReadonlySet<InviteeKind>;
    readonly asked: readonly Asked[];
  },
): void {
  const { orderNo } = order;
  const invited = plan.kinds.has('respondent');
  if (invited && input.rows.find(appeal, order.key)?.type === 'report')
    throw consultationError('ERR_REPORT_CONFIDENTIAL', { orderNo });
  for (const { unit } of plan.asked) {
    if (unit && isAccused(input, order.key, unit.key))
      throw privacyError('ERR_REPORT_ACCUSED', { orderNo, unit: unit.name });
  }
  if (plan.kinds.size < MINIMUM_KINDS)
    throw consultationError('ERR_INVITEE_KINDS', { minimum: MINIMUM_KINDS, found: plan.kinds.size });
  if (plan.kind === 'round_table' && !invited && plan.absence === null)
    throw consultationError('ERR_RESPONDENT_MISSING');
  if (invited && !consents(input.rows, order.key, 'shared_with_respondent'))
    throw consultationError('ERR_CONSENT_MISSING', { orderNo });
}

function isParty(kind: InviteeKind): boolean {
  return kind === 'appellant' || kind === 'respondent';
}

/** As a form shows it; `value` is what the form answers. */
function showInvitee(key: number, kind: InviteeKind, unit: Unit | undefined) {
  return { key, kind, label: unit ? `${LABELS[kind]}·${unit.name}` : LABELS[kind], value: String(key) };
}
