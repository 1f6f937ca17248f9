import { Image } from '@tarojs/components'
import { fileAddress } from '@/core/request'

/** A picture of a stem or an option; `url` as the service has named it. */
export function QuestionPicture({ url, label }: { url: string | undefined; label: string }) {
  if (!url) return null
  return <Image className="quiz-picture" mode="widthFix" src={fileAddress(url)} ariaLabel={label} />
}
