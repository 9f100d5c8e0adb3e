"""When a page of the dashboard stands still in a browser, for the pictures of it and for its tests."""

from __future__ import annotations

# Streamlit's page says that a script runs when the server has said so: between a click and the server's first word it
# looks idle. Put into a page before its own code, this notes whether what was last sent has been answered.
LISTENING = """
window.answered = true;
window.WebSocket = class extends WebSocket {
    constructor(...given) {
        super(...given);
        this.addEventListener('message', () => { window.answered = true; });
    }
    send(message) {
        window.answered = false;
        super.send(message);
    }
};
"""
# Nothing runs, nothing is stale, every chart is drawn; for three frames on end, within which words that have come are
# put on the page.
IDLE = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    const idle = window.answered
        && app && app.dataset.testConnectionState === 'CONNECTED' && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('.stHtml, [data-testid=stAlert]')
        && [...document.querySelectorAll('.stPlotlyChart')].every(chart => chart.querySelector('.main-svg'))
        && !document.querySelector('[data-stale=true], [data-testid=stSkeleton], [data-testid=stSpinner]');
    window.idle = idle ? (window.idle || 0) + 1 : 0;
    return window.idle >= 3;
}"""
