import type { Call } from './whistle-figures.ts';

export interface WhistleFiguresQuery {
  /** Units called by whistles published in [from, to), and ratings of directives issued in it. Instants in ms since the epoch. */
  read(
    tenantId: string,
    from: number,
    to: number,
  ): Promise<{
    readonly calls: readonly Call[];
    readonly directives: readonly { readonly unitKey: number; readonly score: number }[];
  }>;
}
