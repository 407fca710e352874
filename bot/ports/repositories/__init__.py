"""What a unit of work finds on disk: small repositories, one a topic. Their methods are plain calls."""
