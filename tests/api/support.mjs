/* What the checks of the API's description share. */

/* The module NAME, or the end of the test as one that was skipped. */
export async function skipWithout(name) {
    try {
        return await import(name);
    } catch (error) {
        console.log(`skipped, npm ci --prefix tests brings what is missing: ${error.message}`);
        process.exit(77);
    }
}
