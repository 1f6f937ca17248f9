/** What to tap: visible text or aria-label; `within` names a text of the same row or card; `index` picks among equals. */
export interface TapTarget {
  label: string
  within?: string
  index?: number
}

export type SubscribeDecision = 'accept' | 'reject'

/** A file that came out of the app: saved by the browser, opened by WeChat. */
export interface TakenFile {
  name: string
  bytes: Buffer
}

/** Which build the scenario is running on. */
export type UiRuntime = 'weapp' | 'h5'

/**
 * A person in front of one device. The same scenario runs on the compiled WeChat bundle and on the H5 build in a
 * browser; every method therefore speaks of what a person sees, never of elements or selectors.
 */
export interface UiDriver {
  readonly runtime: UiRuntime
  /** Cold start, at the entry page or at a page url such as `/modules/meetings/pages/detail/index?id=…`. */
  launch(path?: string): Promise<void>
  /** Opens a page url in the running app, as a message card or a link would. */
  open(path: string): Promise<void>
  /** Closes the app and starts it again at the entry page (or `path`); storage is kept. */
  restart(path?: string): Promise<void>
  /** Waits until the target is visible and enabled, then taps it. Throws with all visible texts when it never is. */
  tap(target: string | TapTarget, options?: { timeout?: number }): Promise<void>
  /** Types into the field named by its label, aria-label or placeholder. A final line break confirms (完成, Enter). */
  type(fieldLabel: string, value: string): Promise<void>
  /** Chooses an option of a picker; where the field is a row of choices, taps the choice. Dates `YYYY-MM-DD`, times `HH:MM`. */
  choose(fieldLabel: string, option: string): Promise<void>
  /** Waits (default 5,000 ms) until the text is visible. */
  see(text: string, options?: { timeout?: number }): Promise<void>
  /** Waits (default 5,000 ms) until the text is no longer visible. */
  gone(text: string, options?: { timeout?: number }): Promise<void>
  /** All visible lines of text, in reading order. */
  texts(): Promise<string[]>
  /** The native back arrow, or the browser's. */
  back(): Promise<void>
  /** Pulls the page down; in the browser reloads it. */
  refresh(): Promise<void>
  /** Scrolls the page to its end. */
  scrollToEnd(): Promise<void>
  /** What the camera reads: on WeChat taps `button`, whose scan returns the result; in a browser, which cannot scan, opens the URL. */
  scan(result: string, button?: string): Promise<void>
  /** The file which the next file chooser returns. */
  pickFile(path: string): Promise<void>
  /** The next file which the app saves or opens; waits up to 10 s for it. */
  takeFile(): Promise<TakenFile>
  /** The answer to every subscribe-message popup from now on; a browser has no such popup. */
  grantSubscribe(decision: SubscribeDecision): void
  /** The code which the next `wx.login` returns; a browser has no such login. */
  loginCode(code: string): void
  /** The code which WeChat's next phone-number button returns; without one the person refuses. */
  phoneCode(code: string): void
  /** Takes the network away or gives it back. */
  setOnline(online: boolean): Promise<void>
  /** How many fields were typed by hand since the start or the last reset. */
  typedFields(): number
  resetTypedFields(): void
  /** Errors so far: uncaught, on the console, failed requests and answers of 5xx. */
  problems(): readonly string[]
  /** Writes a PNG of the screen. */
  screenshot(file: string): Promise<void>
  close(): Promise<void>
}
