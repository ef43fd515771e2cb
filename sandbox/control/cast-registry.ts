import type { Cast } from '../people-interface.ts'

/** Names of the simulated sessions and people: the platform itself knows opaque data alone. */
export type CastRegistry = { register: (cast: Cast) => void; read: () => Cast }

export const createCastRegistry = (): CastRegistry => {
  let cast: Cast = { sessions: [], people: [] }
  return {
    register: (next) => {
      cast = next
    },
    read: () => cast,
  }
}
