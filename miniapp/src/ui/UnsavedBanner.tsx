import { Banner } from './Banner'
import { Button } from './Button'

/** What was changed on this device is not stored yet; it can be given up. */
export function UnsavedBanner({ isOvertaken, onDrop }: { isOvertaken?: boolean; onDrop: () => void }) {
  return (
    <Banner
      tone={isOvertaken ? 'warn' : 'idle'}
      title={isOvertaken ? '有人后来改过，存下去会盖掉那次改动' : '改动还没有存，留在这台设备上'}
      act={
        <Button size="s" onClick={onDrop}>
          不要了
        </Button>
      }
    />
  )
}
