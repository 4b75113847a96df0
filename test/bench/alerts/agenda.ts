/** What is going to happen, in simulated time. */
export interface Agenda {
  at(timeMs: number, happen: () => void): void;
  /** Lets everything before a time happen. */
  until(timeMs: number): void;
  /** How much is still to happen: the work in progress. */
  readonly pending: number;
}

const SLOT_MS = 1000;

/** Keeps what is to happen by the second, so that noting and finding it costs the same however much there is. */
export function createAgenda(startMs: number): Agenda {
  const slots = new Map<number, { timeMs: number; happen: () => void }[]>();
  let next = Math.floor(startMs / SLOT_MS);
  let pending = 0;
  return {
    at(timeMs, happen) {
      const slot = Math.max(Math.floor(timeMs / SLOT_MS), next);
      const there = slots.get(slot);
      if (there === undefined) slots.set(slot, [{ timeMs, happen }]);
      else there.push({ timeMs, happen });
      pending += 1;
    },
    until(timeMs) {
      const end = Math.floor(timeMs / SLOT_MS);
      for (; next < end; next++) {
        for (const { happen } of slots.get(next) ?? []) {
          pending -= 1;
          happen();
        }
        slots.delete(next);
      }
    },
    get pending() {
      return pending;
    },
  };
}
