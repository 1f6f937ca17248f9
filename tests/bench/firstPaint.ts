/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { createServer, type ServerResponse } from 'node:http'
import path from 'node:path'
import sirv from 'sirv'
import { startBrowser } from '../support/browser/launchChromium'
import { ensureBuilt } from '../support/ui/ensureBuilt'
import { median } from './measure'

/** A middling phone on a slow mobile network, as browsers' own audits assume: 1.6 Mbit/s, 150 ms there and back, a fourth of this processor. */
const SLOW = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
}
const SLOWER_CPU = 4
const ROUNDS = 5

const SIGN_IN = '/#/modules/accounts/pages/signIn/index'
/** The same page without scripts and styles: what the network alone costs. */
const BARE = '<!doctype html><html><body>知行</body></html>'

export interface FirstPaint {
  /** Seconds until something is drawn; until the page can be used; until a page without scripts is drawn. Medians. */
  first: number
  usable: number
  bare: number
}

/** Opens the sign-in page with an empty cache on a slow phone. */
export async function benchFirstPaint(): Promise<FirstPaint> {
  const files = sirv(path.resolve(ensureBuilt('h5')), { gzip: true, brotli: true, etag: true })
  const server = createServer((request, response: ServerResponse) => {
    if (request.url === '/bare') return void response.setHeader('Content-Type', 'text/html; charset=utf-8').end(BARE)
    if (request.url?.startsWith('/api/')) return void response.writeHead(401).end()
    files(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const browser = await startBrowser()
  const once = async (where: string, shows: string): Promise<{ first: number; usable: number }> => {
    const context = await browser.newContext({ viewport: { width: 375, height: 667 } })
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', SLOW)
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_CPU })
    const began = performance.now()
    await page.goto(url + where)
    await page.getByText(shows).first().waitFor()
    const usable = (performance.now() - began) / 1_000
    const first = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN)
    await context.close()
    return { first: first / 1_000, usable }
  }
  const rounds: { first: number; usable: number; bare: number }[] = []
  for (let i = 0; i < ROUNDS; i += 1)
    rounds.push({ bare: (await once('/bare', '知行')).first, ...(await once(SIGN_IN, '密码')) })
  await browser.close()
  server.close()
  return {
    first: median(rounds.map((round) => round.first)),
    usable: median(rounds.map((round) => round.usable)),
    bare: median(rounds.map((round) => round.bare)),
  }
}
