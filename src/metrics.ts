import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { BatchMeasure, CommitMetrics } from './domain/committed.ts';

/** What `/metrics` tells of the commit loop and the clockwork. */
export interface HostMetrics {
  readonly registry: Registry;
  onBatch(measure: BatchMeasure): void;
  onTick(duty: string, tick: { readonly done: number; readonly failed: number }): void;
  /** Shows how many commands wait. */
  watch(loop: { readonly metrics: CommitMetrics }): void;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Makes the counters of one host. */
export function createMetrics(): HostMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const commands = new Counter({
    name: 'jiesu_commands_total',
    help: 'Commands decided, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const size = new Histogram({
    name: 'jiesu_batch_commands',
    help: 'Commands of one transaction',
    buckets: [1, 4, 16, 64, 256],
    registers,
  });
  const phase = new Histogram({
    name: 'jiesu_batch_seconds',
    help: 'Time of one transaction, by phase',
    labelNames: ['phase'],
    buckets: SECONDS,
    registers,
  });
  const duties = new Counter({
    name: 'jiesu_duty_items_total',
    help: 'What the clockwork did, by duty and outcome',
    labelNames: ['duty', 'outcome'],
    registers,
  });
  return {
    registry,
    onBatch({ size: count, accepted, rejected, loadSeconds, decideSeconds, saveSeconds }) {
      commands.inc({ outcome: 'accepted' }, accepted);
      commands.inc({ outcome: 'rejected' }, rejected);
      size.observe(count);
      phase.observe({ phase: 'load' }, loadSeconds);
      phase.observe({ phase: 'decide' }, decideSeconds);
      phase.observe({ phase: 'save' }, saveSeconds);
    },
    onTick(duty, { done, failed }) {
      duties.inc({ duty, outcome: 'done' }, done);
      duties.inc({ duty, outcome: 'failed' }, failed);
    },
    watch(loop) {
      new Gauge({
        name: 'jiesu_commands_waiting',
        help: 'Commands that wait for their transaction',
        registers,
        collect() {
          this.set(loop.metrics.waiting);
        },
      });
    },
  };
}
