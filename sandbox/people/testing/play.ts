import { expect } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox.ts'
import type { Testimony } from '../person/happening.ts'
import { eventually } from './eventually.ts'
import { createReconciler, type Reconciler } from './reconcile.ts'
import { startSignalOnlyPeople } from './signal-only-people.ts'

export const PLAY_PROJECT = { name: 'Openmic', apiKey: '912345678903', apiSecret: 'a secret of this test' }

export type Play = {
  sandbox: Sandbox
  truth: Reconciler
  told: Testimony[]
  /** All go, and both sides must tell the same of everyone who came. */
  agree: () => Promise<void>
  close: () => Promise<void>
}

/** Plays a scenario without media against a sandbox whose half minute goes as fast as the scenario. */
export const play = async (scenario: string, speed: number): Promise<Play> => {
  const sandbox = await startSandbox({
    projects: [{ ...PLAY_PROJECT, signatureSecret: 'signs callbacks', callbackUrl: null }],
    patience: { reconnectGraceMs: 30_000 / speed },
  })
  const truth = createReconciler()
  const told: Testimony[] = []
  sandbox.control.platform.onEvent(truth.see)
  const people = await startSignalOnlyPeople({
    apiUrl: sandbox.apiUrl,
    project: PLAY_PROJECT,
    scenario,
    speed,
    onTestimony: (one) => {
      told.push(one)
      truth.hear(one)
    },
  })
  return {
    sandbox,
    truth,
    told,
    agree: async () => {
      await people.close()
      await eventually(() => truth.open().length === 0 || `still open: ${truth.open().slice(0, 5)}`, 60_000)
      expect(truth.problems()).toEqual([])
    },
    close: async () => {
      await people.close()
      await sandbox.close()
    },
  }
}
