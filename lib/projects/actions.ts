'use server'

import { defineAction } from '#lib/access/define-action.ts'
import { fail, ok } from '#lib/system/result.ts'
import { addProject as add, findPlace, proveNew } from './add-project.ts'
import { CREDENTIAL_WORDS } from './credential-words.ts'
import { findProject } from './find-project.ts'
import {
  addProjectInput,
  changeAddressInput,
  projectInput,
  removeProjectInput,
  replaceSecretInput,
  replaceSignatureInput,
} from './model.ts'
import { setPathSecret } from './path-secret.ts'
import { pauseProject as pause, resumeProject as resume } from './pause-project.ts'
import { findLeaving, removeProject as remove } from './remove-project.ts'
import { changeAddress as moveTo, proveSecret, replaceSecret as takeSecret } from './replace-secret.ts'
import { replaceSignature as takeSignature } from './replace-signature.ts'

const SECRET_WORDS = {
  ...CREDENTIAL_WORDS,
  'changed-meanwhile': 'Somebody changed this project meanwhile. Look at it again, then repeat this.',
}

/** Adds a project whose credentials the platform accepts. */
export const addProject = defineAction({
  name: 'project.add',
  permission: 'project.manage',
  confirmed: true,
  input: addProjectInput,
  prepare: ({ input }) => proveNew(input),
  scope: (tx, { platformId }) => findPlace(tx, platformId),
  audit: ({ platform, platformId, apiUrl, signatureSecret }, place) => ({
    subject: `project:${place.id}`,
    details: { platform, platformId, apiUrl, signed: signatureSecret !== undefined, before: place.state },
  }),
  run: ({ tx, scoped, input }) => add(tx, scoped, input, new Date()),
  messages: { ...CREDENTIAL_WORDS, exists: 'A project with this key is here already.' },
})

/** Replaces the API secret or the private key, once the platform has accepted the new one. */
export const replaceSecret = defineAction({
  name: 'project.replaceSecret',
  permission: 'project.manage',
  confirmed: true,
  input: replaceSecretInput,
  prepare: ({ actor, input }) => proveSecret(actor, input),
  scope: (tx, { projectId }) => findProject(tx, projectId),
  audit: (_input, { projectId }) => ({ subject: `project:${projectId}` }),
  run: ({ tx, scoped, input, prepared }) => takeSecret(tx, scoped, input.secret, prepared),
  messages: SECRET_WORDS,
})

/** Changes where the platform is asked. The secret comes along: where it goes is said by who has it. */
export const changeAddress = defineAction({
  name: 'project.changeAddress',
  permission: 'project.manage',
  confirmed: true,
  input: changeAddressInput,
  prepare: ({ actor, input }) => proveSecret(actor, input),
  scope: (tx, { projectId }) => findProject(tx, projectId),
  audit: ({ apiUrl }, project) => ({
    subject: `project:${project.projectId}`,
    details: { from: project.apiUrl, to: apiUrl },
  }),
  run: ({ tx, scoped, input, prepared }) => moveTo(tx, scoped, input.secret, prepared),
  messages: SECRET_WORDS,
})

/** Replaces the secret by which callbacks are signed. */
export const replaceSignature = defineAction({
  name: 'project.replaceSignature',
  permission: 'project.manage',
  confirmed: true,
  input: replaceSignatureInput,
  scope: (tx, { projectId }) => findProject(tx, projectId),
  audit: (_input, { projectId, signedCallbacks }) => ({
    subject: `project:${projectId}`,
    details: { signedBefore: signedCallbacks },
  }),
  run: ({ tx, scoped, input }) => takeSignature(tx, scoped.projectId, input.signatureSecret),
  messages: { 'bad-secret': CREDENTIAL_WORDS['bad-secret'] },
})

/** Replaces the secret in the address of an unsigned project's callbacks; the new address is shown this once. */
export const replacePathSecret = defineAction({
  name: 'project.replacePathSecret',
  permission: 'project.manage',
  confirmed: true,
  input: projectInput,
  scope: (tx, { projectId }) => findProject(tx, projectId),
  audit: (_input, { projectId }) => ({ subject: `project:${projectId}` }),
  run: async ({ tx, scoped }) =>
    scoped.signedCallbacks ? fail('signed') : ok({ callbackUrl: await setPathSecret(tx, scoped) }),
  messages: { signed: 'The callbacks of this project are signed: their address holds no secret.' },
})

/** Asks nothing of the platform for this project until it is resumed. */
export const pauseProject = defineAction({
  name: 'project.pause',
  permission: 'project.manage',
  input: projectInput,
  scope: (tx, { projectId }) => findProject(tx, projectId),
  audit: (_input, { projectId }) => ({ subject: `project:${projectId}` }),
  run: ({ tx, scoped }) => pause(tx, scoped),
  messages: { 'paused-already': 'This project is paused already.' },
})

/** Ends a pause. */
export const resumeProject = defineAction({
  name: 'project.resume',
  permission: 'project.manage',
  input: projectInput,
  scope: (tx, { projectId }) => findProject(tx, projectId),
  audit: (_input, { projectId }) => ({ subject: `project:${projectId}` }),
  run: ({ tx, scoped }) => resume(tx, scoped),
  messages: { 'not-paused': 'This project is not paused.' },
})

/** Takes a project out of use for good. Its name is typed, so that it is the one that was meant. */
export const removeProject = defineAction({
  name: 'project.remove',
  permission: 'project.manage',
  confirmed: true,
  input: removeProjectInput,
  scope: (tx, { projectId }) => findLeaving(tx, projectId),
  audit: (_input, { projectId, live, holders }) => ({
    subject: `project:${projectId}`,
    details: { live: live.length, holders: holders.length },
  }),
  run: ({ tx, scoped, input }) => remove(tx, scoped, input.name),
  messages: { 'wrong-name': "This is not the project's name." },
})
