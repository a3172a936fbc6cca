console.log(`A place as of ${Date.parse('2026-11-24')}`)
