/** A unit as a tiny diagram for bpmn-engine, with what the engine room needs to read its states. */
export interface UnitSource {
  readonly id: string;
  /** BPMN of waits, gateways and plain flow; conditions are `flow:<flow id>` and `loop:<activity id>`. */
  readonly xml: string;
  /** Boundary event → activity it is attached to. */
  readonly hosts: ReadonlyMap<string, string>;
  /** Catch event behind an event-based gateway → the gateway. */
  readonly gateways: ReadonlyMap<string, string>;
  readonly catches: ReadonlySet<string>;
  /** Activities with a standard loop. */
  readonly loops: ReadonlySet<string>;
  /** Those of them whose loop has no maximum. */
  readonly endlessLoops: ReadonlySet<string>;
  /** Ids that are not in the diagram. */
  readonly added: ReadonlySet<string>;
  /** The start event that the unit begins at when none is named; null when several are there and all need a trigger. */
  readonly start: string | null;
  /** Where the unit may begin: its start events, or the boundary event whose path it is. None in a unit of one activity. */
  readonly starts: readonly string[];
  /** Ids of all flow nodes of the unit. */
  readonly nodes: readonly string[];
}
