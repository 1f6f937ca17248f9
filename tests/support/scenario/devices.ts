import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type BrowserDriver, createBrowserDriver, DESKTOP_VIEWPORT, PHONE_VIEWPORT } from '../browser/browserDriver'
import { startBrowser } from '../browser/launchChromium'
import type { UiDriver, UiRuntime } from '../ui/driver'
import { createWeappDriver } from '../weapp/weappDriver'
import type { Person } from '../weapp/wx/personal'

const PICTURES = resolve(__dirname, '../../../.cache/screenshots')
const wanted = process.env['SCREENSHOTS'] === '1'

/** Hands out devices of one kind and photographs what is on them. */
export interface Devices {
  /** A phone in WeChat; or a browser, as wide as a phone or as a desk. */
  create(options: { isDesk: boolean; onSubscribe: NonNullable<Person['onSubscribe']> }): UiDriver
  /** With SCREENSHOTS=1, pictures of what the device shows: in the browser at both widths. */
  photograph(device: UiDriver, name: string): Promise<void>
  /** Makes a browser's window as narrow as a phone and wide again; a phone stays as it is. */
  squeeze(device: UiDriver): Promise<void>
  problems(): string[]
  close(): Promise<void>
}

interface DeviceOptions {
  /** Folder of the build. */
  pages: string
  baseUrl: string
  clock: { now(): number }
}

const pictureOf = (folder: string, number: number, name: string): string => {
  const file = resolve(PICTURES, folder, `${String(number).padStart(2, '0')}-${name}.png`)
  mkdirSync(dirname(file), { recursive: true })
  return file
}

function weappDevices({ pages, baseUrl, clock }: DeviceOptions): Devices {
  const devices: UiDriver[] = []
  let pictures = 0
  return {
    create({ onSubscribe }) {
      const device = createWeappDriver({ dist: pages, baseUrl, clock, onSubscribe })
      devices.push(device)
      return device
    },
    async photograph(device, name) {
      pictures += 1
      if (wanted) await device.screenshot(pictureOf('weapp', pictures, name))
    },
    squeeze: async () => undefined,
    problems: () => devices.flatMap((device) => device.problems()),
    async close() {
      for (const device of devices) await device.close()
    },
  }
}

async function webDevices({ baseUrl, clock }: DeviceOptions): Promise<Devices> {
  const browser = await startBrowser()
  const devices = new Map<UiDriver, { driver: BrowserDriver; isDesk: boolean }>()
  let pictures = 0
  return {
    create({ isDesk }) {
      const viewport = isDesk ? DESKTOP_VIEWPORT : PHONE_VIEWPORT
      const driver = createBrowserDriver({ baseUrl, browser, clock, viewport })
      devices.set(driver, { driver, isDesk })
      return driver
    },
    async photograph(device, name) {
      pictures += 1
      const known = devices.get(device)
      if (!wanted || !known) return
      const { driver, isDesk } = known
      for (const viewport of [isDesk ? PHONE_VIEWPORT : DESKTOP_VIEWPORT, isDesk ? DESKTOP_VIEWPORT : PHONE_VIEWPORT]) {
        await driver.resize(viewport)
        await driver.screenshot(pictureOf(`web-${viewport.width}`, pictures, name))
      }
    },
    async squeeze(device) {
      const known = devices.get(device)
      await known?.driver.resize(PHONE_VIEWPORT)
      await device.see('')
      await known?.driver.resize(DESKTOP_VIEWPORT)
    },
    problems: () => [...devices.keys()].flatMap((device) => device.problems()),
    async close() {
      for (const device of devices.keys()) await device.close()
      await browser.close()
    },
  }
}

export const openDevices = async (runtime: UiRuntime, options: DeviceOptions): Promise<Devices> =>
  runtime === 'weapp' ? weappDevices(options) : webDevices(options)
