import type { Violation } from '@shared/core/errors'
import { Banner } from './Banner'

interface ErrorBannerProps {
  /** What a call threw; nothing is drawn without one. */
  error: { message: string; violations: readonly Violation[] } | undefined
}

/** What went wrong and every reason for it, above the content it concerns. */
export function ErrorBanner({ error }: ErrorBannerProps) {
  if (!error) return null
  return <Banner tone="bad" title={error.message} reasons={error.violations.length > 1 ? error.violations : []} />
}
