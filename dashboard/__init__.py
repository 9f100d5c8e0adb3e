"""The pages that strategists see: the only code that imports Streamlit."""
