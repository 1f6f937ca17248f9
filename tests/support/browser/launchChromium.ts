import { type Browser, type BrowserContext, chromium } from 'playwright-core'

const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking ' +
  '--disable-component-update --disable-sync'

export interface Viewport {
  width: number
  height: number
}

export interface Chromium {
  context: BrowserContext
  close(): Promise<void>
}

/** Starts the system's Chromium, for several people to open their own contexts in. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: EXECUTABLE, args: FLAGS.split(' ') })

/**
 * A context of its own, with nothing kept from before; in `browser`, or in a Chromium started for it alone.
 * Time zone and language as in China.
 */
export async function launchChromium(options: {
  viewport: Viewport
  deviceScaleFactor?: number
  browser?: Browser
}): Promise<Chromium> {
  const browser = options.browser ?? (await startBrowser())
  const context = await browser.newContext({
    viewport: { width: options.viewport.width, height: options.viewport.height },
    deviceScaleFactor: options.deviceScaleFactor ?? 1,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  return { context, close: () => (options.browser ? context.close() : browser.close()) }
}
