import { boundaryTimer, flows, processFile, userTask } from './bpmn-text.ts';

/** Numbers from 0 to 1 (excluded) that depend on the seed alone. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A process of one flat scope: tasks with and without boundary timers, exclusive, parallel, inclusive and event-based splits with their joins,
 * rework loops, early ends, and parallel branches that merge without a join, so that tokens multiply. It passes the deploy gate.
 */
export function randomDiagram(seed: number): string {
  return new Generator(randomFrom(seed)).diagram();
}

type Block = (from: string, depth: number) => string;

class Generator {
  readonly #random: () => number;
  readonly #nodes: string[] = [];
  readonly #chains: string[] = [];
  #count = 0;
  #budget = 14;

  constructor(random: () => number) {
    this.#random = random;
  }

  diagram(): string {
    this.#nodes.push('<startEvent id="s"/>', '<endEvent id="e"/>');
    let last = 's';
    for (let i = 0; i < 4; i++) last = this.#block(last, 0);
    this.#chains.push(`${last} > e`);
    return processFile(this.#nodes.join('') + flows(...this.#chains));
  }

  #block(from: string, depth: number): string {
    const kinds: Block[] = [this.#task, this.#task, this.#pass];
    if (this.#budget-- > 0 && depth < 3) {
      kinds.push(
        this.#choice,
        this.#parallel,
        this.#inclusive,
        this.#events,
        this.#rework,
        this.#early,
        this.#multiply,
      );
    }
    return (kinds[Math.floor(this.#random() * kinds.length)] as Block).call(this, from, depth);
  }

  #id(prefix: string): string {
    return `${prefix}${++this.#count}`;
  }

  #flow(from: string, to: string, isConditional = false): void {
    this.#chains.push(`${from} > ${to}${isConditional ? ' ? ok' : ''}`);
  }

  #task(from: string): string {
    const task = this.#id('task');
    this.#nodes.push(userTask(task));
    this.#flow(from, task);
    if (this.#random() < 0.3) {
      const late = this.#id('late');
      const end = this.#id('end');
      this.#nodes.push(boundaryTimer(late, task), `<endEvent id="${end}"/>`);
      this.#flow(late, end);
    }
    return task;
  }

  #pass(from: string): string {
    const task = this.#id('pass');
    this.#nodes.push(`<task id="${task}"/>`);
    this.#flow(from, task);
    return task;
  }

  #choice(from: string, depth: number): string {
    return this.#split('exclusive', from, depth, true);
  }

  #inclusive(from: string, depth: number): string {
    return this.#split('inclusive', from, depth, true);
  }

  #parallel(from: string, depth: number): string {
    return this.#split('parallel', from, depth, false);
  }

  #split(kind: string, from: string, depth: number, isChoice: boolean): string {
    const split = this.#id(kind);
    const join = this.#id(`${kind}Join`);
    const branches = this.#random() < 0.5 ? 2 : 3;
    const entries = Array.from({ length: branches }, () => this.#id('in'));
    const byDefault = isChoice ? ` default="${split}-${entries.at(-1)}"` : '';
    this.#nodes.push(`<${kind}Gateway id="${split}"${byDefault}/>`, `<${kind}Gateway id="${join}"/>`);
    this.#flow(from, split);
    for (const [i, entry] of entries.entries()) {
      this.#nodes.push(this.#random() < 0.7 ? userTask(entry) : `<task id="${entry}"/>`);
      this.#flow(split, entry, isChoice && i < branches - 1);
      this.#flow(this.#random() < 0.5 ? this.#block(entry, depth + 1) : entry, join);
    }
    return join;
  }

  #events(from: string, depth: number): string {
    const gateway = this.#id('wait');
    const merge = this.#id('merge');
    this.#nodes.push(`<eventBasedGateway id="${gateway}"/>`, `<exclusiveGateway id="${merge}"/>`);
    this.#flow(from, gateway);
    for (let i = 0; i < 2; i++) {
      const event = this.#id('event');
      this.#nodes.push(
        `<intermediateCatchEvent id="${event}"><timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>`,
      );
      this.#flow(gateway, event);
      this.#flow(this.#random() < 0.5 ? this.#block(event, depth + 1) : event, merge);
    }
    return merge;
  }

  #rework(from: string, depth: number): string {
    const merge = this.#id('back');
    const check = this.#id('check');
    const after = this.#id('after');
    this.#nodes.push(
      `<exclusiveGateway id="${merge}"/>`,
      `<exclusiveGateway id="${check}" default="${check}-${after}"/>`,
      `<task id="${after}"/>`,
    );
    this.#flow(from, merge);
    const task = this.#task(merge);
    this.#flow(this.#random() < 0.6 ? this.#block(task, depth + 1) : task, check);
    this.#flow(check, merge, true);
    this.#flow(check, after);
    return after;
  }

  /** An end in the middle, now and then one that ends everything. */
  #early(from: string): string {
    const check = this.#id('check');
    const end = this.#id('end');
    const after = this.#id('after');
    const terminate = this.#random() < 0.3 ? '<terminateEventDefinition/>' : '';
    this.#nodes.push(
      `<exclusiveGateway id="${check}" default="${check}-${after}"/>`,
      `<endEvent id="${end}">${terminate}</endEvent>`,
      `<task id="${after}"/>`,
    );
    this.#flow(from, check);
    this.#flow(check, end, true);
    this.#flow(check, after);
    return after;
  }

  /** A parallel split that merges without a join: every branch goes on by itself. */
  #multiply(from: string): string {
    const split = this.#id('parallel');
    const merge = this.#id('merge');
    this.#nodes.push(`<parallelGateway id="${split}"/>`, `<exclusiveGateway id="${merge}"/>`);
    this.#flow(from, split);
    for (let i = 0; i < 2; i++) this.#flow(this.#task(split), merge);
    return merge;
  }
}
