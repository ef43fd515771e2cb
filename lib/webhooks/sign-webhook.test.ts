import { expect, test } from 'vitest'
import { newWebhookSecret, signedHeaders } from './sign-webhook.ts'

/** The example of the Standard Webhooks specification. */
const EXAMPLE = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  message: {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
  },
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}

test('a message is signed as the specification’s own example is', () => {
  expect(signedHeaders([EXAMPLE.secret], EXAMPLE.message)).toMatchObject({
    'webhook-id': EXAMPLE.message.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': EXAMPLE.signature,
  })
})

test('while one secret takes the place of another both sign, each by itself', () => {
  const other = newWebhookSecret()
  const { 'webhook-signature': both = '' } = signedHeaders([other, EXAMPLE.secret], EXAMPLE.message)
  expect(both.split(' ')).toEqual([
    signedHeaders([other], EXAMPLE.message)['webhook-signature'],
    EXAMPLE.signature,
  ])
})

test('a secret is 32 bytes that nobody had before', () => {
  const [one, two] = [newWebhookSecret(), newWebhookSecret()]
  expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(one).not.toBe(two)
})
