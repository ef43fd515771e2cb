/** Addresses of programs that are told of alerts, as their administration sees them. No view holds a secret. */
import { z } from 'zod'
import type { AlertEvent, AlertKind } from '#lib/alerts/model.ts'
import { idSchema } from '#lib/system/ids.ts'

export type DeliveryView = {
  id: string
  event: `alert.${AlertEvent}` | 'test'
  kind: AlertKind | null
  at: string
  state: 'waiting' | 'arrived' | 'given-up'
  attempts: number
  /** Code of why the last attempt failed. */
  failure: string | null
  deliveredAt: string | null
  nextAt: string | null
}

export type EndpointView = {
  id: string
  url: string
  /** Null: all projects. */
  project: { id: string; name: string } | null
  madeBy: string
  madeAt: string
  /** The last characters of its secret. */
  secretEnd: string
  /** Until when the secret before signs too. */
  bothUntil: string | null
  failures: number
  failingSince: string | null
  disabledAt: string | null
  deliveries: DeliveryView[]
}

export type EndpointPage = {
  endpoints: EndpointView[]
  /** Where somebody may add one. */
  projects: { id: string; name: string }[]
  everywhere: boolean
}

/** Shown once. */
export type ShownSecret = { secret: string }

const url = z.string().trim().min(1).max(500)
export const addEndpointInput = z.strictObject({
  /** Null: all projects. */
  projectId: idSchema.nullable(),
  url,
})
export const endpointInput = z.strictObject({ endpointId: idSchema })
export const moveEndpointInput = z.strictObject({ endpointId: idSchema, url })
export const deliveryInput = z.strictObject({ deliveryId: idSchema })
