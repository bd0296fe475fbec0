import type { Static } from 'typebox';
import { broadcastSignal } from '../../../commands/process/broadcast-signal.ts';
import { correlateMessage } from '../../../commands/process/correlate-message.ts';
import { publishMessage } from '../../../commands/process/publish-message.ts';
import { needs } from '../../access.ts';
import type { HttpDeps } from '../../deps.ts';
import { route, type Ask, type Route } from '../../route.ts';
import { keyText, present } from '../../schemas/common.ts';
import * as shapes from '../../schemas/v2-work.ts';
import { tenantOf } from '../../tenant.ts';

const WRITE = needs('messages:write');

/** Messages and signals from outside. */
export function messageRoutes({ submit }: HttpDeps): readonly Route[] {
  return [
    route(
      'POST',
      '/v2/messages/publication',
      {
        access: WRITE,
        tag: 'Message',
        summary: 'Publish a message',
        description: 'Whoever waits for it gets it; otherwise it waits for its time to live.',
        body: shapes.PublishMessage,
        answer: shapes.PublishMessageResult,
      },
      publish,
    ),
    route(
      'POST',
      '/v2/messages/correlation',
      {
        access: WRITE,
        tag: 'Message',
        summary: 'Correlate a message',
        description: 'Somebody must be waiting for it now.',
        body: shapes.CorrelateMessage,
        answer: shapes.CorrelateMessageResult,
      },
      correlate,
    ),
    route(
      'POST',
      '/v2/signals/broadcast',
      {
        access: WRITE,
        tag: 'Signal',
        summary: 'Broadcast a signal',
        body: shapes.BroadcastSignal,
        answer: shapes.BroadcastSignalResult,
      },
      broadcast,
    ),
  ];

  async function publish({ actor, body, options }: Ask<unknown, unknown, Static<typeof shapes.PublishMessage>>) {
    const tenantId = tenantOf(actor, body.tenantId);
    const { name, correlationKey = '', timeToLive = 0, messageId, variables = {} } = body;
    const input = { name, correlationKey, timeToLiveMs: timeToLive, variables, ...present({ messageId }) };
    const { messageKey } = await submit(publishMessage, input, options);
    return { tenantId, messageKey: keyText(messageKey) };
  }

  async function correlate({ actor, body, options }: Ask<unknown, unknown, Static<typeof shapes.CorrelateMessage>>) {
    const tenantId = tenantOf(actor, body.tenantId);
    const { name, correlationKey = '', variables = {} } = body;
    const { messageKey, processInstanceKey } = await submit(
      correlateMessage,
      { name, correlationKey, variables },
      options,
    );
    return { tenantId, messageKey: keyText(messageKey), processInstanceKey: keyText(processInstanceKey) };
  }

  async function broadcast({ actor, body, options }: Ask<unknown, unknown, Static<typeof shapes.BroadcastSignal>>) {
    const tenantId = tenantOf(actor, body.tenantId);
    const { signalKey } = await submit(
      broadcastSignal,
      { name: body.signalName, variables: body.variables ?? {} },
      options,
    );
    return { tenantId, signalKey: keyText(signalKey) };
  }
}
