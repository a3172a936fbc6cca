export const heard = 'by the kettle'
