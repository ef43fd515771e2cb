import { Agent, request } from 'node:http'

export type Post = { headers: Record<string, string>; body: string }

/** So many senders, each with one line of its own, posting one after the other until the time is over: how many a second. */
export async function postsPerSecond(
  url: string,
  { senders, seconds, next }: { senders: number; seconds: number; next: () => Post },
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: senders })
  const started = performance.now()
  const end = started + seconds * 1_000
  let done = 0
  const sender = async () => {
    while (performance.now() < end) {
      await post(url, agent, next())
      done++
    }
  }
  await Promise.all(Array.from({ length: senders }, sender))
  agent.destroy()
  return (done * 1_000) / (performance.now() - started)
}

/** One post; whatever is not answered by 200 ends the measurement. */
export function post(url: string, agent: Agent, { headers, body }: Post): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.once('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`Answered ${response.statusCode}`)),
      )
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
