interface Entry<T> {
  readonly at: number;
  readonly sequence: number;
  readonly what: T;
}

/** What will happen when: entries leave in order of time, those of the same instant in the order they were put in. A binary heap. */
export class Agenda<T> {
  readonly #heap: Entry<T>[] = [];
  #sequence = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** The next entry, left in; undefined when there is none. */
  get next(): { readonly at: number; readonly what: T } | undefined {
    return this.#heap[0];
  }

  add(at: number, what: T): void {
    const entry = { at, sequence: this.#sequence++, what };
    const heap = this.#heap;
    let i = heap.push(entry) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (before(heap[parent] as Entry<T>, entry)) break;
      heap[i] = heap[parent] as Entry<T>;
      i = parent;
    }
    heap[i] = entry;
  }

  /** Takes the next entry out. */
  take(): { readonly at: number; readonly what: T } | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let i = 0;
    for (;;) {
      const left = 2 * i + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && before(heap[right] as Entry<T>, heap[left] as Entry<T>) ? right : left;
      if (before(last, heap[child] as Entry<T>)) break;
      heap[i] = heap[child] as Entry<T>;
      i = child;
    }
    heap[i] = last;
    return first;
  }
}

// helpers

function before<T>(a: Entry<T>, b: Entry<T>): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
