import { appealError } from '../../domain/appeal/appeal-errors.ts';
import { workOrder } from '../../domain/appeal/appeal-tables.ts';
import { ATTACHMENT_KINDS, type AttachmentKind } from '../../domain/privacy/attachment-kinds.ts';
import type { Command, DecisionContext } from '../../domain/command.ts';
import { fieldError } from '../../domain/field-error.ts';
import { httpError } from '../../domain/http-errors.ts';
import { privacyError } from '../../domain/privacy/privacy-errors.ts';
import { attachment } from '../../domain/privacy/privacy-tables.ts';
import { processInstance, userTask } from '../../domain/process/process-tables.ts';
import { finding } from '../../domain/proactive/proactive-tables.ts';
import { isFinal } from '../../domain/appeal/work-order-state.ts';
import { endedError } from '../appeal/order-rows.ts';
import { isReport, settingOf } from './reveal-rows.ts';

export interface AddAttachment {
  /** Number of an order, or of a finding. */
  readonly orderNo: string;
  readonly kind: AttachmentKind;
  /** The name of the file as it came, sealed. */
  readonly nameSealed: string | null;
  /** What the content is. */
  readonly mediaType: string;
  readonly bytes: number;
  /** SHA-256 of the stored bytes, hex. */
  readonly checksum: string;
  /** The parts, which are on disk already. */
  readonly uploadId: string;
  /** The task that it is evidence for. */
  readonly userTaskKey: number | null;
}

export interface AddedAttachment {
  readonly attachmentKey: number;
  /** The parts that it refers to: another upload's when the same was asked before. */
  readonly uploadId: string;
}

/**
 * Attaches a file to an order or finding. To a report of wrongdoing everything is report material.
 *
 * @throws DomainError ERR_ORDER_NOT_FOUND · ERR_ORDER_ENDED · ERR_ATTACHMENT_TYPE · ERR_ATTACHMENT_TOO_LARGE · ERR_ATTACHMENT_COUNT
 * @throws DomainError ERR_NOT_FOUND when the task is none of this order
 */
export const addAttachment: Command<AddAttachment, AddedAttachment> = {
  type: 'add-attachment',
  decide(context, { orderNo, userTaskKey, ...file }) {
    const { rows, actor, now, nextKey, record } = context;
    const orderKey = openCase(context, orderNo);
    checkFile(context, file);
    if ((file.kind === 'report') !== isReport(context, orderKey)) {
      const expected = {
        zh: '举报用举报材料,其他诉求用其他类型',
        en: 'report for a report of wrongdoing, and another kind otherwise',
      };
      throw fieldError('kind', expected, `'${file.kind}'`);
    }
    const limit = Number(settingOf(context, 'attachment_count'));
    const present = rows.list(attachment, 'byOrder', [orderKey]).filter(({ destroyedAt }) => destroyedAt === null);
    if (present.length >= limit) throw privacyError('ERR_ATTACHMENT_COUNT', { orderNo, limit });
    const elementId = userTaskKey === null ? null : elementOf(context, orderNo, userTaskKey);
    const attachmentKey = nextKey();
    rows.put(attachment, {
      ...file,
      key: attachmentKey,
      revision: 0,
      tenantId: actor.tenantId,
      orderKey,
      elementId,
      userTaskKey,
      addedAt: now,
      addedBy: actor.id,
      destroyedAt: null,
    });
    const { kind, bytes, checksum } = file;
    record({
      type: 'attachment.added',
      key: orderKey,
      detail: { attachmentKey: String(attachmentKey), kind, bytes, checksum },
    });
    return { attachmentKey, uploadId: file.uploadId };
  },
};

// helpers

function openCase(context: DecisionContext, orderNo: string): number {
  const { rows, actor } = context;
  const [order] = rows.list(workOrder, 'byOrderNo', [actor.tenantId, orderNo]);
  if (order && isFinal(order.state)) throw endedError(order, { zh: '添加附件', en: 'get a file' });
  if (order) return order.key;
  const [found] = rows.list(finding, 'byNo', [actor.tenantId, orderNo]);
  if (found) return found.key;
  throw appealError('ERR_ORDER_NOT_FOUND', { orderNo });
}

function checkFile(
  context: DecisionContext,
  { kind, mediaType, bytes }: Pick<AddAttachment, 'kind' | 'mediaType' | 'bytes'>,
): void {
  const { zh, types, setting } = ATTACHMENT_KINDS[kind];
  const taken = settingOf(context, 'attachment_types') as readonly string[];
  const allowed = types.filter((type) => taken.includes(type));
  if (!allowed.some((type) => type === mediaType))
    throw privacyError('ERR_ATTACHMENT_TYPE', { kind, kindZh: zh, expected: allowed.join(', '), found: mediaType });
  const limit = Number(settingOf(context, setting)) * 1_048_576;
  if (bytes > limit) throw privacyError('ERR_ATTACHMENT_TOO_LARGE', { limit });
}

function elementOf({ rows, actor }: DecisionContext, orderNo: string, userTaskKey: number): string {
  const task = rows.find(userTask, userTaskKey);
  const instance = task && rows.find(processInstance, task.processInstanceKey);
  const root = instance && rows.find(processInstance, instance.rootProcessInstanceKey);
  if (task?.tenantId === actor.tenantId && root?.businessKey === orderNo) return task.elementId;
  throw httpError('ERR_NOT_FOUND', {
    what: `a task of ${orderNo} with key`,
    whatZh: `${orderNo} 的任务`,
    key: userTaskKey,
  });
}
