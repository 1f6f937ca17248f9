import { useEffect } from 'react'

/** `/` begins to search: in the list of the page in front where it has a search field, else in the top bar. Browser only. */
export function useSlash(): void {
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    const begin = (event: KeyboardEvent) => {
      const { target } = event
      if (event.key !== '/' || event.defaultPrevented) return
      if (target instanceof HTMLElement && target.closest('input, textarea, select')) return
      // Pages below the one in front stay in the document, hidden.
      const fields = [...find('.table-search input'), ...find('.find-input')]
      const field = fields.find((one) => one.offsetParent !== null)
      if (!field) return
      event.preventDefault()
      field.focus()
    }
    window.addEventListener('keydown', begin)
    return () => window.removeEventListener('keydown', begin)
  }, [])
}

const find = (selector: string): HTMLElement[] => Array.from(document.querySelectorAll<HTMLElement>(selector))
