import { launchChromium } from '../browser/launchChromium'
import type { MiniProgram } from './miniProgram'
import { drawScreen } from './view/drawScreen'
import { PHONE } from './wx/environment'

/** Paints the current page as WeChat would, in a real Chromium, and writes the picture. Canvas content is not drawn. */
export async function takeWeappScreenshot(app: MiniProgram, file: string): Promise<void> {
  const browser = await launchChromium({ viewport: PHONE, deviceScaleFactor: PHONE.pixelRatio })
  try {
    const page = await browser.context.newPage()
    await page.setContent(drawScreen(app), { waitUntil: 'load' })
    await page.screenshot({ path: file })
  } finally {
    await browser.close()
  }
}
