/**
 * What a scenario may say. Times are seconds; a span is drawn from by the seed, so `[10, 10]` is exactly ten. Whatever is
 * written wrong is told with its place and with what may stand there.
 */
import { readdirSync } from 'node:fs'
import { z } from 'zod'
import { strictly } from './strictly.ts'

const CLIPS = readdirSync(new URL('../clips/', import.meta.url))
  .filter((file) => file.endsWith('.webm'))
  .map((file) => file.slice(0, -'.webm'.length))

const clip = z.string().refine((name) => CLIPS.includes(name), {
  error: `no such clip; there are: ${CLIPS.toSorted().join(', ')}`,
})

const span = z
  .tuple([z.number().min(0), z.number().min(0)])
  .refine(([from, to]) => from <= to, 'a span goes from the smaller to the larger')

/** Text signals, as a chat beside the pictures sends them. */
const says = strictly({
  every: span,
  type: z
    .string()
    .regex(/^[A-Za-z0-9_~-]{1,128}$/, 'letters, digits, - _ ~')
    .default('chat'),
  lines: z.array(z.string().min(1).max(500)).min(1),
})

/** The line breaks and comes back. Within the platform's 30 s it is the same connection; after that a new one. */
const breaks = strictly({ every: span, length: span })

const habit = strictly({
  role: z.enum(['subscriber', 'publisher', 'moderator']),
  /** After the session's start. */
  arrive: span,
  /** How long one stays; who has no such time stays to the end. */
  stay: span.optional(),
  /** With a word, or with the line lost: the others see a ghost for half a minute then. */
  leaves: z.enum(['clean', 'lost']).default('clean'),
  /** False: whoever left does not come again. */
  returns: z.boolean().default(true),
  away: span.default([40, 120]),
  /** How long the microphone is on, and off. Without it, it stays as it was. */
  talk: span.optional(),
  silent: span.default([15, 45]),
  says: says.optional(),
  breaks: breaks.optional(),
  /** Announces a stream and never sends a picture, as whoever covers the lens. Whether the role may is the platform's business. */
  blank: z.boolean().default(false),
  /** Publishes under one of these names, another each time. */
  aliases: z.array(z.string().min(1).max(60)).min(1).optional(),
  /** How long a moderator's word keeps one away, or from publishing. */
  afterRemoval: span.default([60, 100]),
  afterUnpublish: span.default([40, 70]),
})

const person = strictly({
  name: z.string().min(1).max(60),
  habit: z.string(),
  clip: clip.optional(),
  screen: clip.optional(),
  startsMuted: z.boolean().default(false),
})

const crowd = strictly({
  count: z.number().int().positive().max(2_000),
  habit: z.string(),
  /** Who of a crowd publishes takes one of these, in turn. */
  clips: z.array(clip).min(1).optional(),
})

const session = strictly({
  key: z.string().regex(/^[a-z0-9-]+$/, 'lower-case letters, digits, hyphens'),
  name: z.string().min(1).max(80),
  project: z.string(),
  mode: z.enum(['routed', 'relayed']),
  capacity: z.number().int().positive(),
  /** When it begins: arrivals count from here. */
  starts: z.number().min(0).default(0),
  /** So many like this one, numbered. Only of crowds: a person is in one place. */
  copies: z.number().int().positive().max(500).default(1),
  people: z.array(person).default([]),
  /** People without a part of their own; their names are made up from the seed. */
  crowd: z.array(crowd).default([]),
})

const cue = strictly({
  person: z.string(),
  clip,
  seconds: z.number().positive(),
  /** Also without a cue, this often. */
  every: span.optional(),
})

export const scenarioSchema = strictly({
  about: z.string(),
  seed: z.number().int(),
  habits: z.record(z.string(), habit),
  sessions: z.array(session).min(1),
  cues: z.record(z.string(), cue).default({}),
})

export type Scenario = z.infer<typeof scenarioSchema>
export type Habit = z.infer<typeof habit>
export type Cue = z.infer<typeof cue>
export type Span = z.infer<typeof span>
export type ScenarioSession = z.infer<typeof session>
