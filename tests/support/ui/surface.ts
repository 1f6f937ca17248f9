import type { SubscribeDecision, TakenFile, UiRuntime } from './driver'
import type { ScreenNode } from './screenNode'

/** What a runtime must be able to do; everything a person *means* (labels, waiting, counting) is built on it once. */
export interface UiSurface {
  readonly runtime: UiRuntime
  launch(path?: string): Promise<void>
  open(path: string): Promise<void>
  restart(path?: string): Promise<void>
  readScreen(): Promise<ScreenNode>
  press(ref: number): Promise<void>
  fill(ref: number, value: string): Promise<void>
  pick(ref: number, option: string): Promise<void>
  back(): Promise<void>
  refresh(): Promise<void>
  scrollToEnd(): Promise<void>
  /** Prepares the next scan, or opens what was scanned. Answers whether the scan button must still be tapped. */
  scan(result: string): Promise<boolean>
  pickFile(path: string): Promise<void>
  /** The oldest file saved or opened and not yet taken. */
  nextTakenFile(): TakenFile | undefined
  grantSubscribe(decision: SubscribeDecision): void
  loginCode(code: string): void
  phoneCode(code: string): void
  setOnline(online: boolean): Promise<void>
  problems(): readonly string[]
  screenshot(file: string): Promise<void>
  close(): Promise<void>
}

/** The screen changed between looking and touching; look again. */
export class StaleScreen extends Error {}
