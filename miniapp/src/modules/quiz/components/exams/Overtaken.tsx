import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { placesWord } from '../../exams/sending'

interface OvertakenProps {
  places: readonly number[]
  onRead: () => void
}

/** Another device of the same person has answered these later: that is what stands here now. */
export function Overtaken({ places, onRead }: OvertakenProps) {
  if (places.length === 0) return null
  return (
    <Banner
      tone="warn"
      title={`${placesWord(places)}在另一台设备上后来答过`}
      act={
        <Button size="s" onClick={onRead}>
          知道了
        </Button>
      }
    >
      现在是后来的答案，不对就再改
    </Banner>
  )
}
