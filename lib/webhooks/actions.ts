'use server'

import { defineAction } from '#lib/access/define-action.ts'
import {
  addEndpoint as add,
  enableEndpoint as enable,
  findEndpoint,
  findEndpointPlace,
  moveEndpoint as move,
  queueTest,
  removeEndpoint as remove,
  rotateSecret,
} from './manage-endpoint.ts'
import { addEndpointInput, deliveryInput, endpointInput, moveEndpointInput } from './model.ts'
import { findDelivery, redeliver } from './redeliver.ts'
import { ADDRESS_WORDS } from './webhook-words.ts'

const entryOf = ({ id }: { id: string }) => ({ subject: `endpoint:${id}` })

/** Adds the address of a program that is told of alerts. The answer is the one time its secret is shown. */
export const addEndpoint = defineAction({
  name: 'endpoint.add',
  permission: 'endpoint.manage',
  confirmed: true,
  input: addEndpointInput,
  scope: (tx, { projectId }) => findEndpointPlace(tx, projectId),
  audit: (_input, place) => entryOf(place),
  run: ({ tx, actor, scoped, input }) => add(tx, actor, scoped, input.url),
  messages: { ...ADDRESS_WORDS, 'too-many': 'There are 20 here already. Remove one that nobody needs.' },
})

/** Gives a program a new secret, shown this once; for a day both sign. */
export const rotateEndpointSecret = defineAction({
  name: 'endpoint.rotate',
  permission: 'endpoint.manage',
  confirmed: true,
  input: endpointInput,
  scope: (tx, { endpointId }) => findEndpoint(tx, endpointId),
  audit: (_input, endpoint) => entryOf(endpoint),
  run: ({ tx, scoped }) => rotateSecret(tx, scoped),
  messages: {},
})

/** Sends to another address from now on, under a new secret. */
export const moveEndpoint = defineAction({
  name: 'endpoint.move',
  permission: 'endpoint.manage',
  confirmed: true,
  input: moveEndpointInput,
  scope: (tx, { endpointId }) => findEndpoint(tx, endpointId),
  audit: (_input, endpoint) => entryOf(endpoint),
  run: ({ tx, scoped, input }) => move(tx, scoped, input.url),
  messages: { ...ADDRESS_WORDS, same: 'This is its address already.' },
})

/** Sends to a program again that was given up. */
export const enableEndpoint = defineAction({
  name: 'endpoint.enable',
  permission: 'endpoint.manage',
  input: endpointInput,
  scope: (tx, { endpointId }) => findEndpoint(tx, endpointId),
  audit: (_input, endpoint) => entryOf(endpoint),
  run: ({ tx, scoped }) => enable(tx, scoped),
  messages: { 'on-already': 'It is on already.' },
})

/** Tells a program nothing more. */
export const removeEndpoint = defineAction({
  name: 'endpoint.remove',
  permission: 'endpoint.manage',
  input: endpointInput,
  scope: (tx, { endpointId }) => findEndpoint(tx, endpointId),
  audit: (_input, endpoint) => entryOf(endpoint),
  run: ({ tx, scoped }) => remove(tx, scoped),
  messages: {},
})

/** Sends a test. */
export const testEndpoint = defineAction({
  name: 'endpoint.test',
  permission: 'endpoint.manage',
  input: endpointInput,
  scope: (tx, { endpointId }) => findEndpoint(tx, endpointId),
  audit: (_input, endpoint) => entryOf(endpoint),
  run: ({ tx, scoped }) => queueTest(tx, scoped),
  messages: {},
})

/** Sends a message once more. */
export const redeliverMessage = defineAction({
  name: 'endpoint.redeliver',
  permission: 'endpoint.manage',
  input: deliveryInput,
  scope: (tx, { deliveryId }) => findDelivery(tx, deliveryId),
  audit: (_input, { id, endpointId }) => ({ subject: `endpoint:${endpointId}`, details: { delivery: id } }),
  run: ({ tx, scoped }) => redeliver(tx, scoped),
  messages: { 'endpoint-off': 'This address is off. Turn it on again first.' },
})
