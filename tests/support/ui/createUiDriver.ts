import type { TakenFile, TapTarget, UiDriver } from './driver'
import { describeScreen, findChoice, findField, findTapTarget } from './findOnScreen'
import { readLines, type ScreenNode, type ScreenRole, showsText } from './screenNode'
import { StaleScreen, type UiSurface } from './surface'

/** What is there is found at once; a busy machine may take its time to bring it. */
const DEFAULT_TIMEOUT = 15_000
const FILE_TIMEOUT = 10_000
const POLL = 25

/** Repeats an attempt until it answers true; throws what is on the screen when it never does. */
async function until(
  surface: UiSurface,
  wish: string,
  timeout: number,
  attempt: (screen: ScreenNode) => Promise<boolean> | boolean,
): Promise<void> {
  const deadline = Date.now() + timeout
  let stale = ''
  for (;;) {
    const screen = await surface.readScreen()
    try {
      if (await attempt(screen)) return
    } catch (error) {
      if (!(error instanceof StaleScreen)) throw error
      stale = error.message && ` ${error.message}.`
    }
    if (Date.now() > deadline) {
      const problems = surface.problems()
      const noted = problems.length > 0 ? `\nProblems:\n${problems.slice(-5).join('\n')}` : ''
      throw new Error(
        `${wish} (${surface.runtime}, ${timeout} ms).${stale} The screen shows: ${describeScreen(screen)}${noted}`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, POLL))
  }
}

/** Gives a runtime's surface the wishes of a person: find by words, wait, count what was typed. */
export function createUiDriver(surface: UiSurface): UiDriver {
  let typed = 0

  async function tap(target: string | TapTarget, { timeout = DEFAULT_TIMEOUT } = {}): Promise<void> {
    const wanted = typeof target === 'string' ? { label: target } : target
    const where = `${wanted.within ? ` within “${wanted.within}”` : ''}${wanted.index ? ` [${wanted.index}]` : ''}`
    await until(surface, `Nothing enabled to tap: “${wanted.label}”${where}`, timeout, async (screen) => {
      const node = findTapTarget(screen, wanted)
      if (!node || node.disabled) return false
      await surface.press(node.ref)
      return true
    })
  }

  async function withField(label: string, roles: readonly ScreenRole[], act: (node: ScreenNode) => Promise<void>) {
    await until(surface, `No enabled field “${label}”`, DEFAULT_TIMEOUT, async (screen) => {
      const node = findField(screen, label, roles)
      if (!node || node.disabled) return false
      await act(node)
      return true
    })
  }

  return {
    runtime: surface.runtime,
    launch: surface.launch,
    open: surface.open,
    restart: surface.restart,
    tap,
    async type(fieldLabel, value) {
      await withField(fieldLabel, ['field'], (node) => surface.fill(node.ref, value))
      typed++
    },
    async choose(fieldLabel, option) {
      await until(surface, `No choice “${option}” for “${fieldLabel}”`, DEFAULT_TIMEOUT, async (screen) => {
        const choice = findChoice(screen, fieldLabel, option)
        if (!choice || choice.node.disabled) return false
        await (choice.kind === 'picker' ? surface.pick(choice.node.ref, option) : surface.press(choice.node.ref))
        return true
      })
    },
    see: (text, { timeout = DEFAULT_TIMEOUT } = {}) =>
      until(surface, `Not seen: “${text}”`, timeout, (screen) => showsText(screen, text)),
    gone: (text, { timeout = DEFAULT_TIMEOUT } = {}) =>
      until(surface, `Still there: “${text}”`, timeout, (screen) => !showsText(screen, text)),
    texts: async () => readLines(await surface.readScreen()),
    back: surface.back,
    refresh: surface.refresh,
    scrollToEnd: surface.scrollToEnd,
    async scan(result, button) {
      const tapNeeded = await surface.scan(result)
      if (tapNeeded && button !== undefined) await tap(button)
    },
    pickFile: surface.pickFile,
    async takeFile() {
      let file = surface.nextTakenFile()
      await until(surface, 'No file came', FILE_TIMEOUT, () => {
        file ??= surface.nextTakenFile()
        return file !== undefined
      })
      return file as TakenFile
    },
    grantSubscribe: surface.grantSubscribe,
    loginCode: surface.loginCode,
    phoneCode: surface.phoneCode,
    setOnline: surface.setOnline,
    typedFields: () => typed,
    resetTypedFields() {
      typed = 0
    },
    problems: surface.problems,
    screenshot: surface.screenshot,
    close: surface.close,
  }
}
