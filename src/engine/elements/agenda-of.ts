import type { Agenda } from './agenda.ts';
import type { Environment } from './library.ts';

/** @throws when the engine was made without an agenda */
export function agendaOf(element: { readonly environment: Environment }): Agenda {
  const { agenda } = element.environment.options;
  if (!agenda) throw new Error('Expected an engine with the option `agenda`, as the corrected elements need it');
  return agenda;
}
