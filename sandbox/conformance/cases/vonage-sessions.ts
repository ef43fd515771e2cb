/** The unified platform's own server SDK: sessions and tokens. */
import { generateKeyPairSync } from 'node:crypto'
import { MediaMode } from '@vonage/video'
import { expect } from 'vitest'
import { refusalOf } from '../browser-client.ts'
import { conformanceCase } from '../conformance-case.ts'
import { eventually } from '../eventually.ts'
import { enterWithVonage, statusOf, vonageScene } from './vonage-scene.ts'

const sdk = '@vonage/video'
const needs = ['application'] as const

export const vonageSessionCases = [
  conformanceCase(
    'C-080',
    {
      sdk,
      needs,
      promise: 'A session is routed unless it is asked for otherwise: it can be recorded',
      source: '[source] Traps: @vonage/video createSession defaults to routed',
    },
    async (stage) => {
      const { video, sessionId } = await vonageScene(stage)
      expect(await video.startArchive(sessionId, { name: 'evening' })).toMatchObject({
        status: 'started',
        name: 'evening',
      })
    },
  ),
  conformanceCase(
    'C-081',
    {
      sdk,
      needs,
      promise: 'A session is relayed where that is asked for: it cannot be recorded (409)',
      source: '[source] REST, POST …/archive: 409 session not routed',
    },
    async (stage) => {
      const { video } = stage.application
      const { sessionId } = await video.createSession({ mediaMode: MediaMode.RELAYED })
      await enterWithVonage(stage, sessionId, 'publisher', 'p_mia')
      expect(await statusOf(video.startArchive(sessionId, { name: 'evening' }))).toBe(409)
    },
  ),
  conformanceCase(
    'C-082',
    {
      sdk: '@opentok/client',
      needs,
      promise: 'The browser SDK enters with an application ID, publishes, and is seen and heard',
      source: '[source] Two environments: {P} is the API key or the application UUID',
    },
    async (stage) => {
      const { sessionId, mia, streamId } = await vonageScene(stage)
      const ben = await enterWithVonage(stage, sessionId, 'subscriber', 'p_ben')
      await ben.hears('connectionCreated', { id: mia.connectionId, data: 'p_mia' })
      await ben.watch(streamId)
    },
  ),
  conformanceCase(
    'C-083',
    {
      sdk,
      needs,
      promise: 'A token of this SDK lives as long as it was asked to, and opens nothing after that (1004)',
      source: '[source] Traps: @vonage/video honours expireTime',
    },
    async (stage) => {
      const { id, video } = stage.application
      const { sessionId } = await video.createSession()
      const expireTime = Math.floor(Date.now() / 1000) + 3
      const token = video.generateClientToken(sessionId, { expireTime })
      await eventually(() => Date.now() / 1000 > expireTime + 1 || 'not expired yet')
      const page = await stage.page()
      expect(await refusalOf(page.connect(id, sessionId, token))).toMatchObject({ code: 1004 })
    },
  ),
  conformanceCase(
    'C-084',
    {
      sdk: 'opentok',
      needs,
      promise: 'The older SDK, given application ID and private key, speaks to the same application',
      source: '[source] Tokens: with an application ID as key and a PEM private key it talks to Vonage Video',
    },
    async (stage) => {
      const { id, privateKey, video } = stage.application
      const older = stage.platform.openTokOf(id, privateKey)
      const { sessionId } = await older.createSession({ mediaMode: 'routed' })
      const page = await stage.page()
      await page.connect(id, sessionId, older.token(sessionId, { role: 'publisher' }))
      await page.publish({ name: 'Mia' })
      expect(await video.getStreamInfo(sessionId)).toMatchObject({ items: [{ name: 'Mia' }] })
    },
  ),
  conformanceCase(
    'C-085',
    {
      sdk,
      needs,
      promise: 'A key that is not the application’s opens nothing',
      source: '[docs] Two environments: RS256 with the application private key',
    },
    async (stage) => {
      const { privateKey } = generateKeyPairSync('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      })
      const stranger = stage.platform.openTokOf(stage.application.id, privateKey)
      await expect(stranger.createSession({ mediaMode: 'routed' })).rejects.toThrow(/Invalid API key/)
    },
  ),
]
