import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What arrived at the push address: the query and the raw body. */
export interface ReceivedPush {
  query: Record<string, string>
  body: string
}

/** A bare push address that keeps what arrives and answers as it is told. */
export async function startCallback() {
  const received: ReceivedPush[] = []
  const answers: (number | 'silence')[] = []
  const server = createServer(async (incoming, outgoing) => {
    const { searchParams } = new URL(incoming.url ?? '/', 'http://callback')
    received.push({ query: Object.fromEntries(searchParams), body: await text(incoming) })
    const answer = answers.shift() ?? 200
    if (answer !== 'silence') outgoing.writeHead(answer).end('success')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat/push`,
    received,
    /** The answers to the next pushes; afterwards 200. */
    answers,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
