import { Banner } from './Banner'
import { Button } from './Button'

interface UnsavedBannerProps {
  notice: 'unsaved' | 'overtaken' | undefined
  onDrop: () => void
}

/** Changes of an earlier visit are here and not stored yet; they can be given up. */
export function UnsavedBanner({ notice, onDrop }: UnsavedBannerProps) {
  if (!notice) return null
  const isOvertaken = notice === 'overtaken'
  return (
    <Banner
      tone={isOvertaken ? 'warn' : 'idle'}
      title={isOvertaken ? '有人后来改过，存下去会盖掉那次改动' : '上次的改动还没有存，接着写'}
      act={
        <Button size="s" onClick={onDrop}>
          不要了
        </Button>
      }
    />
  )
}
