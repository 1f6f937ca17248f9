export default definePageConfig({ navigationBarTitleText: '安排民主评议' })
