"""The database: schema, migrations, queries. The only importer of SQLAlchemy."""
