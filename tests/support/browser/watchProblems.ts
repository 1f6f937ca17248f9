import type { Page } from 'playwright-core'

/** The console repeats every failed response in these words; the response itself is judged below. */
const REPEATED = 'Failed to load resource'

/** Notes what a page does wrong: console errors, uncaught errors, failed requests, 5xx answers, missing files. */
export function watchProblems(page: Page, problems: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith(REPEATED))
      problems.push(`console.error: ${message.text()}`)
  })
  page.on('pageerror', (error) => void problems.push(error.stack ?? error.message))
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    // Leaving a page aborts what it was loading, and a test takes the network away on purpose.
    if (!/ERR_ABORTED|ERR_INTERNET_DISCONNECTED/.test(reason))
      problems.push(`${request.method()} ${request.url()}: ${reason}`)
  })
  page.on('response', (response) => {
    const isApi = new URL(response.url()).pathname.startsWith('/api/')
    if (response.status() >= (isApi ? 500 : 400)) problems.push(`${response.url()} answered ${response.status()}`)
  })
}
