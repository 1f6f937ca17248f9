export default definePageConfig({ navigationBarTitleText: '积分、排名、在线时长' })
